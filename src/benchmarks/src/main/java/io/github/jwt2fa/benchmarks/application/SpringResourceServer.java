package io.github.jwt2fa.benchmarks.application;

import java.nio.charset.StandardCharsets;

import javax.crypto.spec.SecretKeySpec;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * An application that takes access tokens by Spring Security's own resource server.
 */
@EnableAutoConfiguration
public class SpringResourceServer extends RequestServer {

	/**
	 * Starts it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(SpringResourceServer.class, args);
	}

	@Bean
	JwtDecoder decoder(@Value("${benchmark.key}") String key) {
		byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
		return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(bytes, "HmacSHA256")).build();
	}

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		return rules(http).oauth2ResourceServer((server) -> server.jwt(withDefaults())).build();
	}

}
