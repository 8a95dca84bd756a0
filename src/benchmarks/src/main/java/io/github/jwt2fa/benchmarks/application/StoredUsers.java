package io.github.jwt2fa.benchmarks.application;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Users in a database, {@code benchmark.users} of them, who are found by
 * {@code benchmark.users-by}: JDBC or JPA.
 */
class StoredUsers {

	static final String USER = "user";

	static final String PASSWORD = "password";

	private static final RowMapper<Account> ROW = (row, number) -> new Account(row.getString("username"),
			row.getString("password"), row.getString("role"));

	@Bean
	JpaRepositoryFactoryBean<Accounts, Account, String> accounts() {
		return new JpaRepositoryFactoryBean<>(Accounts.class);
	}

	@Bean
	UserDetailsService users(JdbcTemplate jdbc, Accounts accounts, @Value("${benchmark.users-by}") String by,
			@Value("${benchmark.users}") int count) {
		// the cost of the password is none of a request's
		String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);
		List<Account> all = IntStream.range(0, count).mapToObj((i) -> new Account(USER + i, hash, "USER")).toList();
		accounts.saveAll(all);
		Function<String, List<Account>> find = switch (by) {
			case "jdbc" -> (username) -> jdbc.query("select username, password, role from account where username = ?",
					ROW, username);
			case "jpa" -> (username) -> accounts.findById(username).map(List::of).orElse(List.of());
			default -> throw new IllegalArgumentException(by);
		};
		return (username) -> find.apply(username)
			.stream()
			.findFirst()
			.map(Account::details)
			.orElseThrow(() -> new UsernameNotFoundException("No such user"));
	}

	/**
	 * The users by JPA.
	 */
	interface Accounts extends CrudRepository<Account, String> {

	}

}
