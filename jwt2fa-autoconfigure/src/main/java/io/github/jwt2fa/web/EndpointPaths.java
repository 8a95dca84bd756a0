package io.github.jwt2fa.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the endpoints are.
 */
public final class EndpointPaths {

	private final Map<Endpoint, String> paths;

	/**
	 * The paths of the endpoints.
	 * @param paths the path of each endpoint that is on: absolute, without a slash at the
	 * end
	 */
	public EndpointPaths(Map<Endpoint, String> paths) {
		this.paths = new EnumMap<>(Endpoint.class);
		this.paths.putAll(paths);
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
	public List<String> of(Endpoint endpoint) {
		String path = this.paths.get(endpoint);
		return (path != null) ? List.of(path, path + "/") : List.of();
	}

	/**
	 * The patterns of all endpoints.
	 * @return the patterns
	 */
	public List<String> all() {
		List<String> all = new ArrayList<>();
		this.paths.keySet().forEach((endpoint) -> all.addAll(of(endpoint)));
		return all;
	}

}
