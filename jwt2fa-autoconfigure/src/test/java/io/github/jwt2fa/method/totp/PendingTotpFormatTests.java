package io.github.jwt2fa.method.totp;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class PendingTotpFormatTests extends StateFormatContract<PendingTotp> {

	@Override
	protected StateRecords.Format<PendingTotp> format() {
		return new PendingTotp.Format();
	}

	@Override
	protected PendingTotp value() {
		return new PendingTotp("gAAAAA-_=", 2, 1_790_000_300_000L);
	}

	@Override
	protected String version1() {
		return "0100000002000001a0c454ffe06741414141412d5f3d";
	}

}
