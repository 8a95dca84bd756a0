package io.github.jwt2fa.login;

import java.util.List;

import io.github.jwt2fa.login.UserState.LiveToken;
import io.github.jwt2fa.ratelimit.Budget;
import io.github.jwt2fa.state.StateFormatContract;
import io.github.jwt2fa.state.StateRecords;

class UserStateFormatTests extends StateFormatContract<UserState> {

	@Override
	protected StateRecords.Format<UserState> format() {
		return new UserState.Format();
	}

	@Override
	protected UserState value() {
		return new UserState(List.of(new LiveToken(-7, 1_790_000_300L), new LiveToken(8, 1_790_000_301L)),
				1_790_000_000_000_000_001L,
				List.of(new Budget(1_790_000_000_000_000_002L, 1_790_000_000_000_000_003L), new Budget(4, 5)));
	}

	@Override
	protected String version1() {
		return "0118d75b8423f300010218d75b8423f3000218d75b8423f3000300000000000000040000000000000005fffffff9000000006ab13cac00000008000000006ab13cad";
	}

}
