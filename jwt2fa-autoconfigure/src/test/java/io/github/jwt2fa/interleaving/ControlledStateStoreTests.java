package io.github.jwt2fa.interleaving;

import java.time.Duration;

import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreContract;
import io.github.jwt2fa.test.MutableClock;

class ControlledStateStoreTests extends StateStoreContract {

	private final World world = new World(new MutableClock().instant());

	private final StateStore store = new ControlledStateStore(this.world);

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Override
	protected void pass(Duration time) {
		this.world.moveTo(this.world.now().plus(time));
	}

}
