package io.github.jwt2fa.web.endpoint;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Where the endpoints are.
 */
public final class EndpointPaths {

	private final Map<Endpoint, String> paths;

	private final Map<Endpoint, List<PathPattern>> patterns = new EnumMap<>(Endpoint.class);

	/**
	 * The paths of the endpoints.
	 * @param paths the path of each endpoint that is on: absolute, without a slash at the
	 * end
	 */
	public EndpointPaths(Map<Endpoint, String> paths) {
		this.paths = new EnumMap<>(Endpoint.class);
		this.paths.putAll(paths);
		this.paths.keySet()
			.forEach((endpoint) -> this.patterns.put(endpoint,
					patterns(endpoint).stream().map(PathPatternParser.defaultInstance::parse).toList()));
	}

	/**
	 * These paths without some endpoints.
	 * @param endpoints the endpoints that are off
	 * @return the paths of the others
	 */
	public EndpointPaths without(Set<Endpoint> endpoints) {
		Map<Endpoint, String> others = new EnumMap<>(this.paths);
		others.keySet().removeAll(endpoints);
		return new EndpointPaths(others);
	}

	/**
	 * The patterns of an endpoint, with and without a slash at the end.
	 * @param endpoint the endpoint
	 * @return two patterns, or none if the endpoint is off
	 */
	public List<String> patterns(Endpoint endpoint) {
		String path = this.paths.get(endpoint);
		return (path != null) ? List.of(path, path + "/") : List.of();
	}

	/**
	 * The endpoints that are on.
	 * @return the endpoints
	 */
	public Set<Endpoint> endpoints() {
		return Collections.unmodifiableSet(this.paths.keySet());
	}

	/**
	 * The endpoint at the path of a request, whatever the method.
	 * @param request the request
	 * @return the endpoint, or {@code null} if there is none of ours
	 */
	public @Nullable Endpoint at(HttpServletRequest request) {
		if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
			ServletRequestPathUtils.parseAndCache(request);
		}
		return at(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication());
	}

	/**
	 * The endpoint at a path within the application.
	 */
	@Nullable Endpoint at(PathContainer path) {
		for (Map.Entry<Endpoint, List<PathPattern>> endpoint : this.patterns.entrySet()) {
			for (PathPattern pattern : endpoint.getValue()) {
				if (pattern.matches(path)) {
					return endpoint.getKey();
				}
			}
		}
		return null;
	}

}
