package io.github.jwt2fa.web;

import java.util.List;

import org.junit.jupiter.api.Tag;

/**
 * The memory of the one instance there is.
 */
@Tag("stress")
class MemorySharedStateIT extends SharedStateContract {

	@Override
	List<String> properties() {
		return List.of();
	}

	@Override
	boolean isShared() {
		return false;
	}

}
