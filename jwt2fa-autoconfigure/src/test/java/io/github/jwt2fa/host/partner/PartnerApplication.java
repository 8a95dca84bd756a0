package io.github.jwt2fa.host.partner;

import java.security.Principal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application in a process of its own that has nothing of ours, not even on its class
 * path: an OAuth2 resource server as Boot makes it of properties.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import(PartnerApplication.Orders.class)
public class PartnerApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(PartnerApplication.class, args);
		System.out.println("Port " + ((WebServerApplicationContext) context).getWebServer().getPort());
	}

	/**
	 * Its resources.
	 */
	@RestController
	static class Orders {

		@GetMapping("/orders")
		String orders(Principal user) {
			return "the orders of " + user.getName();
		}

	}

}
