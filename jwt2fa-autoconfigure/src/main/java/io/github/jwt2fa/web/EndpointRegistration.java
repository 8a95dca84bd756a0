package io.github.jwt2fa.web;

import java.lang.reflect.Method;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Adds the endpoints to the application's own handler mapping, so that its CORS settings
 * and interceptors apply. Not by annotations: a path is a setting, and may be off.
 */
public final class EndpointRegistration {

	private final RequestMappingHandlerMapping mapping;

	private final EndpointPaths paths;

	/**
	 * A registration.
	 * @param mapping the application's handler mapping
	 * @param paths where the endpoints are
	 */
	public EndpointRegistration(RequestMappingHandlerMapping mapping, EndpointPaths paths) {
		this.mapping = mapping;
		this.paths = paths;
	}

	/**
	 * Adds the endpoints.
	 * @param login the two steps of a login
	 * @param tokens what can be done with tokens
	 */
	public void register(LoginEndpoints login, TokenEndpoints tokens) {
		register(Endpoint.GET_CODE, login, "getCode");
		register(Endpoint.AUTH, login, "auth");
		register(Endpoint.REFRESH, tokens, "refresh");
		register(Endpoint.VERIFY, tokens, "verify");
	}

	private void register(Endpoint endpoint, Object handler, String methodName) {
		String[] patterns = this.paths.of(endpoint).toArray(String[]::new);
		Method method = ReflectionUtils.findMethod(handler.getClass(), methodName, HttpServletRequest.class,
				HttpServletResponse.class);
		if (patterns.length > 0 && method != null) {
			RequestMappingInfo info = RequestMappingInfo.paths(patterns)
				.methods(RequestMethod.POST)
				.options(this.mapping.getBuilderConfiguration())
				.build();
			this.mapping.registerMapping(info, handler, method);
		}
	}

}
