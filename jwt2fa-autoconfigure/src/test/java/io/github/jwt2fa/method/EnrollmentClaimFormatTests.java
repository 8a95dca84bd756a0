package io.github.jwt2fa.method;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class EnrollmentClaimFormatTests extends StateFormatContract<EnrollmentClaims.Claim> {

	@Override
	protected StateRecords.Format<EnrollmentClaims.Claim> format() {
		return new EnrollmentClaims.Format();
	}

	@Override
	protected EnrollmentClaims.Claim value() {
		return new EnrollmentClaims.Claim("totp", 1_790_000_300_000L);
	}

	@Override
	protected String version1() {
		return "01000001a0c454ffe0746f7470";
	}

}
