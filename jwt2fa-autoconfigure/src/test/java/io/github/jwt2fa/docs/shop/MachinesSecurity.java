package io.github.jwt2fa.docs.shop;

// tag::chain[]
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.springframework.security.config.Customizer.withDefaults;

@Configuration(proxyBeanMethods = false)
class MachinesSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain machinesChain(HttpSecurity http, @Value("${shop.till.password-hash}") String hash) {
		http.securityMatcher("/machines/**");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole("MACHINE"));
		http.httpBasic(withDefaults());
		// no bean, and without a parent: no customer's password is looked at here
		http.authenticationManager(new ProviderManager(new DaoAuthenticationProvider(
				new InMemoryUserDetailsManager(User.withUsername("till").password(hash).roles("MACHINE").build()))));
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.csrf(CsrfConfigurer::disable);
		return http.build();
	}

}
// end::chain[]
