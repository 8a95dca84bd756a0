package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users and databases given on the command line.
 */
class UsersIT {

	private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	@Test
	void usersWhenGivenThenReplaceTheDefaultOnes() {
		try (ConfigurableApplicationContext application = start(this.database, "--sample.users[0].username=carol",
				"--sample.users[0].password=carol-password", "--sample.users[0].email=carol@example.com",
				"--sample.users[1].username=dave", "--sample.users[1].password=dave-password",
				"--sample.users[1].email=dave@example.com", "--sample.users[1].enabled=false",
				"--sample.users[2].username=erin", "--sample.users[2].password=erin-password")) {
			SampleClient client = client(application);
			assertThat(client.login("carol", "carol-password", "carol@example.com")).isNotEmpty();

			HttpResponse<String> disabled = client.getCode("dave", "dave-password");
			HttpResponse<String> unknown = client.getCode("alice", "alice-password");
			assertThat(disabled.statusCode()).isEqualTo(401);
			assertThat(unknown.statusCode()).isEqualTo(401);
			assertThat(disabled.body()).isEqualTo(unknown.body());

			HttpResponse<String> withoutAddress = client.getCode("erin", "erin-password");
			assertThat(withoutAddress.statusCode()).isEqualTo(501);
		}
	}

	@Test
	void startWhenUsersAreInTheDatabaseThenUpdatesThem() {
		String before;
		Instant lastLogin;
		try (ConfigurableApplicationContext application = start(this.database)) {
			client(application).login("alice", "alice-password", "alice@example.com");
			before = user(application, "alice").getPasswordHash();
			lastLogin = user(application, "alice").getLastLogin();
		}
		try (ConfigurableApplicationContext application = start(this.database)) {
			assertThat(user(application, "alice").getPasswordHash()).isEqualTo(before);
			assertThat(user(application, "alice").getLastLogin()).isNotNull().isEqualTo(lastLogin);
		}
		try (ConfigurableApplicationContext application = start(this.database, "--sample.users[0].username=alice",
				"--sample.users[0].password=another", "--sample.users[0].email=alice@example.org")) {
			assertThat(client(application).getCode("alice", "alice-password").statusCode()).isEqualTo(401);
			assertThat(client(application).login("alice", "another", "alice@example.org")).isNotEmpty();
		}
	}

	@Test
	void startWhenTwoAtOnceOnOneDatabaseThenBothRun() {
		List<CompletableFuture<ConfigurableApplicationContext>> starts = List.of(
				CompletableFuture.supplyAsync(() -> start(this.database)),
				CompletableFuture.supplyAsync(() -> start(this.database)));
		for (CompletableFuture<ConfigurableApplicationContext> start : starts) {
			try (ConfigurableApplicationContext application = start.join()) {
				assertThat(client(application).login("bob", "bob-password", "bob@example.com")).isNotEmpty();
			}
		}
	}

	@Test
	void loginWhenDatabaseIgnoresCaseThenUserIsTheStoredOne() {
		try (ConfigurableApplicationContext application = start(this.database + ";IGNORECASE=TRUE")) {
			SampleClient client = client(application);
			String accessToken = client.login("ALICE", "alice-password", "alice@example.com");
			assertThat(client.get("/api/me", "Authorization", "Bearer " + accessToken).body())
				.isEqualTo("{\"username\":\"alice\"}");
			assertThat(user(application, "alice").getLastLogin()).isNotNull();
		}
	}

	private ConfigurableApplicationContext start(String database, String... properties) {
		return new SpringApplicationBuilder(SampleApplication.class).properties("spring.main.banner-mode=off")
			.run(args(database, properties));
	}

	private String[] args(String database, String... properties) {
		String[] args = new String[properties.length + 2];
		args[0] = "--server.port=0";
		args[1] = "--spring.datasource.url=" + database;
		System.arraycopy(properties, 0, args, 2, properties.length);
		return args;
	}

	private SampleClient client(ConfigurableApplicationContext application) {
		return new SampleClient(((WebServerApplicationContext) application).getWebServer().getPort());
	}

	private SampleUser user(ConfigurableApplicationContext application, String username) {
		return application.getBean(SampleUserRepository.class).findByUsername(username).orElseThrow();
	}

}
