package io.github.jwt2fa.web.endpoint;

import java.lang.reflect.Method;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.AntPathMatcher;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Adds the endpoints to the application's own handler mapping, so that its CORS settings
 * and interceptors apply. Not by annotations: a path is a setting, and may be off.
 */
final class EndpointRegistration {

	static final Method HANDLE = ClassUtils.getMethod(EndpointHandler.class, "handle", HttpServletRequest.class,
			HttpServletResponse.class);

	private final RequestMappingHandlerMapping mapping;

	private final EndpointPaths paths;

	EndpointRegistration(RequestMappingHandlerMapping mapping, EndpointPaths paths) {
		this.mapping = mapping;
		this.paths = paths;
	}

	/**
	 * Adds endpoints; those that are off are left out.
	 */
	void register(EndpointRoutes endpoints) {
		endpoints.routes().forEach(this::register);
	}

	private void register(EndpointRoute route) {
		String[] patterns = this.paths.patterns(route.endpoint()).toArray(String[]::new);
		if (patterns.length > 0) {
			RequestMappingInfo info = RequestMappingInfo.paths(patterns)
				.methods(route.method())
				.options(options())
				.build();
			this.mapping.registerMapping(info, route.handler(), HANDLE);
		}
	}

	/**
	 * To the letter, as our filter chain takes them: past that chain, by a spelling that
	 * a parser or matcher of the application takes too, nobody gets to our handlers.
	 */
	@SuppressWarnings("removal") // what an application may still have
	private RequestMappingInfo.BuilderConfiguration options() {
		RequestMappingInfo.BuilderConfiguration ours = new RequestMappingInfo.BuilderConfiguration();
		if (this.mapping.getBuilderConfiguration().getPatternParserToUse() != null) {
			ours.setPatternParser(PathPatternParser.defaultInstance);
		}
		else {
			ours.setPathMatcher(new AntPathMatcher());
		}
		return ours;
	}

}
