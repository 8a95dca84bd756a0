package io.github.jwt2fa.web.endpoint;

import java.util.List;

/**
 * Endpoints that belong together: a bean each, all of which are served.
 */
@FunctionalInterface
public interface EndpointRoutes {

	/**
	 * The table of what is answered.
	 * @return a row for each HTTP method of each endpoint
	 */
	List<EndpointRoute> routes();

}
