package io.github.jwt2fa.benchmarks.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A user as an application keeps it.
 */
@Entity
class Account {

	@Id
	private String username = "";

	@Column(nullable = false)
	private String password = "";

	@Column(nullable = false)
	private String role = "";

	protected Account() {
	}

	Account(String username, String password, String role) {
		this.username = username;
		this.password = password;
		this.role = role;
	}

	UserDetails details() {
		return User.withUsername(this.username).password(this.password).roles(this.role).build();
	}

}
