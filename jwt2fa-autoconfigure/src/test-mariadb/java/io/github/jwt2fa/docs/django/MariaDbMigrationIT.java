package io.github.jwt2fa.docs.django;

import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.test.TestMariaDb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;

/**
 * Moving over from MariaDB, by a connection of another time zone than Django's.
 */
class MariaDbMigrationIT extends DjangoMigrationContract {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

	@Override
	String vendor() {
		return "MariaDB";
	}

	@Override
	List<String> dataSource() {
		return List.of("spring.datasource.url=" + server.url() + "?sessionVariables=time_zone='-05:00'",
				"spring.datasource.username=root");
	}

	@Override
	@Nullable Object column(@Nullable Instant time) {
		return (time != null) ? utc(time) : null;
	}

}
