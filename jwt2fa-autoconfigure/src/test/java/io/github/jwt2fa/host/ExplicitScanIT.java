package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.host.plain.Note;
import io.github.jwt2fa.host.plain.NoteRepository;
import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.test.TestApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/**
 * The application says where its entities and repositories are, and our package is not
 * among them.
 */
class ExplicitScanIT extends DatabaseHost {

	@Override
	TestApplication start() {
		return TestApplication.with(List.of(Application.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan(basePackageClasses = PlainApplication.class)
	@EntityScan(basePackageClasses = Note.class)
	@EnableJpaRepositories(basePackageClasses = NoteRepository.class)
	static class Application {

	}

}
