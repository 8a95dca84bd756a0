package io.github.jwt2fa.guest;

import java.util.List;

import io.github.jwt2fa.guest.plain.PlainApplication;
import io.github.jwt2fa.test.TestApplication;

/**
 * Entities and repositories are found without any annotation.
 */
class PlainApplicationIT extends DatabaseGuest {

	@Override
	TestApplication start() {
		return TestApplication.with(List.of(PlainApplication.class));
	}

}
