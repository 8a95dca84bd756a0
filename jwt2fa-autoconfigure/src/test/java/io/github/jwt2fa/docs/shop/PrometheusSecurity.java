package io.github.jwt2fa.docs.shop;

// tag::chain[]
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class PrometheusSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain prometheusChain(HttpSecurity http) {
		http.securityMatcher(EndpointRequest.to("prometheus"));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return http.build();
	}

}
// end::chain[]
