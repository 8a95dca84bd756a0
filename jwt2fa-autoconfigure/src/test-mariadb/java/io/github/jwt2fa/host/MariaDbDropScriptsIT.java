package io.github.jwt2fa.host;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MariaDbDropScriptsIT {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

	@Test
	void dropScriptsWhenRunThenNothingIsLeft() throws Exception {
		DropScripts.requireAllDropped(server.dataSource(), "mariadb");
	}

}
