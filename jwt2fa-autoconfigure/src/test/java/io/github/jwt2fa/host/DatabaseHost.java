package io.github.jwt2fa.host;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.host.plain.Note;
import io.github.jwt2fa.host.plain.NoteRepository;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application with notes in a database relies on, however it is put together.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseHost {

	private TestApplication app;

	abstract TestApplication start();

	@BeforeAll
	void startApplication() {
		this.app = start();
	}

	@AfterAll
	void stopApplication() {
		if (this.app != null) {
			this.app.close();
		}
	}

	TestApplication app() {
		return this.app;
	}

	@Test
	void repositoryOfTheApplicationWhenStartedThenWorks() {
		NoteRepository notes = this.app.bean(NoteRepository.class);
		Note note = notes.save(new Note("buy milk"));
		assertThat(notes.findByTextContaining("milk")).extracting(Note::id).containsExactly(note.id());
		notes.delete(note);
	}

	@Test
	void loginWhenStartedThenOpensTheResourcesOfTheApplication() {
		NoteRepository notes = this.app.bean(NoteRepository.class);
		notes.save(new Note("feed the cat"));
		assertThat(this.app.client().get("/notes").status()).isEqualTo(401);
		Answer answer = this.app.client().bearer(this.app.login("alice").text("access")).get("/notes");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("[\"feed the cat\"]");
		notes.deleteAll();
	}

	@Test
	void secondFactorDataWhenSavedThenIsInOurTable() {
		UserTwoFactorAuthDataRepository data = this.app.bean(UserTwoFactorAuthDataRepository.class);
		data.save(new UserTwoFactorAuthData("bob", TwoFactorMethod.NO_2FA, null));
		assertThat(this.app.bean(JdbcTemplate.class)
			.queryForList("select preferred_method from jwt2fa_user_two_factor_auth_data where user_id = 'bob'",
					String.class))
			.containsExactly("no-2fa");
		data.deleteByUserId("bob");
		assertThat(data.findByUserId("bob")).isNull();
	}

}
