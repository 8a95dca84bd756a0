package io.github.jwt2fa.docs.shop;

// tag::chain[]
import io.github.jwt2fa.security.AccessTokenResolver;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.util.WebUtils;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;

@Configuration(proxyBeanMethods = false)
class CookieSecurity {

	@Bean
	SecurityFilterChain apiChain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		// a browser sends a cookie by itself, also for a page of somebody else
		http.csrf(CsrfConfigurer::spa);
		http.with(jwt2fa(), (tokens) -> tokens.tokenResolver(CookieSecurity::token));
		return http.build();
	}

	private static @Nullable String token(HttpServletRequest request) {
		String inHeader = AccessTokenResolver.bearerHeader().resolve(request);
		Cookie cookie = WebUtils.getCookie(request, "__Host-access");
		return (inHeader != null || cookie == null) ? inHeader : cookie.getValue();
	}

}
// end::chain[]
