package io.github.jwt2fa.docs.shop;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Stands for what an application knows of the people who work for it.
 */
class StaffRegister {

	private final Map<String, LocalDate> hired = new ConcurrentHashMap<>();

	void hire(String username, LocalDate day) {
		this.hired.put(username, day);
	}

	/**
	 * Since when somebody has worked here, or {@code null} for a customer.
	 */
	@Nullable LocalDate hiredOn(String username) {
		return this.hired.get(username);
	}

}
