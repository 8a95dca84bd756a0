package io.github.jwt2fa.docs.shop;

// tag::chain[]
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class BadgeLoginSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain badgeLoginChain(HttpSecurity http) {
		http.securityMatcher("/badge-login");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		// no cookie is looked at
		http.csrf(CsrfConfigurer::disable);
		return http.build();
	}

}
// end::chain[]
