package io.github.jwt2fa.sample;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells anyone the users and their passwords, so that the page can show them. A
 * demonstration: nothing that an application should copy.
 */
@RestController
class SampleUsersController {

	private final SampleProperties properties;

	SampleUsersController(SampleProperties properties) {
		this.properties = properties;
	}

	@GetMapping("/sample/users")
	List<SampleProperties.User> users() {
		return this.properties.users();
	}

}
