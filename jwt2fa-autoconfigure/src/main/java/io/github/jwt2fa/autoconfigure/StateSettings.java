package io.github.jwt2fa.autoconfigure;

import java.time.Duration;

/**
 * How the store of the state is used.
 *
 * @param keyPrefix what the keys begin with
 * @param timeout how long the store is waited for
 */
record StateSettings(String keyPrefix, Duration timeout) {

	/**
	 * Checks the properties.
	 * @throws Jwt2faConfigurationException if one is wrong
	 */
	static StateSettings of(Jwt2faProperties.State state) {
		PropertyRules.require(state.keyPrefix().matches("[A-Za-z0-9.:_-]{1,64}"), "state.key-prefix",
				"is \"" + state.keyPrefix() + "\"");
		PropertyRules.requireDuration("state.timeout", state.timeout(), Duration.ofSeconds(1), Duration.ofSeconds(30));
		return new StateSettings(state.keyPrefix(), state.timeout());
	}

}
