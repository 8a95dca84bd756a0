package io.github.jwt2fa.benchmarks.application;

import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

/**
 * The plain login of the users that {@link LoginServer} has.
 */
@Import(PlainApplication.class)
public class PlainSessionServer extends SessionServer {

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(PlainSessionServer.class, args);
	}

}
