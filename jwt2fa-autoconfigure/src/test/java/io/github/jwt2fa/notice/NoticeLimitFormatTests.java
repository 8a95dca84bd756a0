package io.github.jwt2fa.notice;

import io.github.jwt2fa.ratelimit.Budget;
import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class NoticeLimitFormatTests extends StateFormatContract<Budget> {

	@Override
	protected StateRecords.Format<Budget> format() {
		return new NoticeLimit.Format();
	}

	@Override
	protected Budget value() {
		return new Budget(1_790_000_000_000_000_001L, 1_790_000_000_000_000_002L);
	}

	@Override
	protected String version1() {
		return "0118d75b8423f3000118d75b8423f30002";
	}

}
