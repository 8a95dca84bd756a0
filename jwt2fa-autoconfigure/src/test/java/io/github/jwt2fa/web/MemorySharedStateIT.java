package io.github.jwt2fa.web;

import java.util.List;

/**
 * The memory of the one instance there is.
 */
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
