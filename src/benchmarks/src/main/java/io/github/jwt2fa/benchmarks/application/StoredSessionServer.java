package io.github.jwt2fa.benchmarks.application;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The plain login of the users that {@link AccessTokenServer} has.
 */
@EnableAutoConfiguration
@Import(StoredUsers.class)
public class StoredSessionServer extends SessionServer {

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(StoredSessionServer.class, args);
	}

}
