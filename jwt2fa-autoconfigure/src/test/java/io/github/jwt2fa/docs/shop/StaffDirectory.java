package io.github.jwt2fa.docs.shop;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a directory that checks passwords itself, such as LDAP.
 */
class StaffDirectory {

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	void add(Entry entry) {
		this.entries.put(entry.login(), entry);
	}

	boolean bind(String login, String password) {
		Entry entry = findByLogin(login);
		return entry != null && entry.password().equals(password);
	}

	@Nullable Entry findByLogin(String login) {
		return this.entries.get(login.toLowerCase(Locale.ROOT));
	}

	@Nullable Entry findByNumber(String number) {
		return this.entries.values().stream().filter((entry) -> entry.number().equals(number)).findFirst().orElse(null);
	}

	record Entry(String number, String login, String password, String mail, boolean locked) {
	}

}
