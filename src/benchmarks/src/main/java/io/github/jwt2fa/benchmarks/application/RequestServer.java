package io.github.jwt2fa.benchmarks.application;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the applications whose requests are measured have in common: two endpoints that do
 * the same, of which one is open.
 */
@Import(RequestServer.Endpoints.class)
public class RequestServer {

	/** The endpoint for anyone. */
	public static final String OPEN = "/open/hello";

	/** The endpoint for users. */
	public static final String PROTECTED = "/hello";

	/**
	 * The rules of the chain, all but how a request is authenticated.
	 */
	static HttpSecurity rules(HttpSecurity http) {
		return http
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf(AbstractHttpConfigurer::disable);
	}

	@EventListener
	void started(WebServerInitializedEvent event) {
		System.out.println("port " + event.getWebServer().getPort());
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		System.out.println("ready " + event.getTimeTaken());
	}

	/**
	 * What both endpoints answer.
	 *
	 * @param id a number
	 * @param text a text
	 */
	record Hello(int id, String text) {
	}

	/**
	 * The endpoints.
	 */
	@RestController
	static final class Endpoints {

		@GetMapping(OPEN)
		Hello open() {
			return new Hello(1, "hello");
		}

		@GetMapping(PROTECTED)
		Hello hello() {
			return new Hello(1, "hello");
		}

	}

}
