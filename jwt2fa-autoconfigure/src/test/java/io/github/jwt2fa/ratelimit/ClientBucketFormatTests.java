package io.github.jwt2fa.ratelimit;

import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class ClientBucketFormatTests extends StateFormatContract<Long> {

	@Override
	protected StateRecords.Format<Long> format() {
		return new ClientRateLimiter.Format();
	}

	@Override
	protected Long value() {
		return 1_790_000_000_000_000_001L;
	}

	@Override
	protected String version1() {
		return "0118d75b8423f30001";
	}

}
