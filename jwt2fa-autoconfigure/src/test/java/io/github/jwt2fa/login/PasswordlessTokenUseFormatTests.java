package io.github.jwt2fa.login;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class PasswordlessTokenUseFormatTests extends StateFormatContract<PasswordlessTokenUse> {

	@Override
	protected StateRecords.Format<PasswordlessTokenUse> format() {
		return new PasswordlessTokenUse.Format();
	}

	@Override
	protected PasswordlessTokenUse value() {
		return new PasswordlessTokenUse(1_790_000_300_000L);
	}

	@Override
	protected String version1() {
		return "01000001a0c454ffe0";
	}

}
