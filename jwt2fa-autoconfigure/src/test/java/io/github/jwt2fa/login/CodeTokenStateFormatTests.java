package io.github.jwt2fa.login;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class CodeTokenStateFormatTests extends StateFormatContract<CodeTokenState> {

	@Override
	protected StateRecords.Format<CodeTokenState> format() {
		return new CodeTokenState.Format();
	}

	@Override
	protected CodeTokenState value() {
		return new CodeTokenState(1_790_000_000_123L, 3, true, 1_790_000_300_000L);
	}

	@Override
	protected String version1() {
		return "01000001a0c4506c7b0000000301000001a0c454ffe0";
	}

}
