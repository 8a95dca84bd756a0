package io.github.jwt2fa.method.totp;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class LastStepFormatTests extends StateFormatContract<TotpCodes.LastStep> {

	@Override
	protected StateRecords.Format<TotpCodes.LastStep> format() {
		return new TotpCodes.LastStep.Format(1);
	}

	@Override
	protected TotpCodes.LastStep value() {
		return new TotpCodes.LastStep(59_666_666L);
	}

	@Override
	protected String version1() {
		return "0100000000038e70ea";
	}

}
