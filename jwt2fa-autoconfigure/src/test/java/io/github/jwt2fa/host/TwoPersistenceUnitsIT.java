package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.TestApplication;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of two persistence units the application says which one has our entity.
 */
class TwoPersistenceUnitsIT extends DatabaseHost {

	@Override
	TestApplication start() {
		return TestApplication.with(List.of(TwoPersistenceUnits.class),
				"packages=io.github.jwt2fa.host.plain,io.github.jwt2fa.user.jpa");
	}

	@Test
	void otherUnitWhenStartedThenDoesNotKnowOurEntity() {
		EntityManagerFactory archive = app().beans(EntityManagerFactory.class).get("archiveEntityManagerFactory");
		assertThat(archive.getMetamodel().getEntities()).extracting(EntityType::getName).containsExactly("Note");
	}

}
