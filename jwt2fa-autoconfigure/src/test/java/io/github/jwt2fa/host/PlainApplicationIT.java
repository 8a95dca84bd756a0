package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.test.TestApplication;

/**
 * Entities and repositories are found without any annotation.
 */
class PlainApplicationIT extends DatabaseHost {

	@Override
	TestApplication start() {
		return TestApplication.with(List.of(PlainApplication.class));
	}

}
