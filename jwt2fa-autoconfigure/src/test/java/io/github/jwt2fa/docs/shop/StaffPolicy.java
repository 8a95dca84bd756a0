package io.github.jwt2fa.docs.shop;

// tag::policy[]
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.policy.TwoFactorPolicy;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.stereotype.Component;

@Component
class StaffPolicy implements TwoFactorPolicy {

	private static final Set<TwoFactorMethod> OWN = Set.of(TwoFactorMethod.TOTP, TwoFactorMethod.PASSKEY);

	private static final Period GRACE = Period.ofDays(14);

	private final StaffRegister staff;

	StaffPolicy(StaffRegister staff) {
		this.staff = staff;
	}

	@Override
	public Requirement of(TwoFactorUser user) {
		LocalDate hired = this.staff.hiredOn(user.id());
		return (hired != null) ? new Requirement(OWN, endOfGrace(hired), false) : Requirement.none();
	}

	private static Instant endOfGrace(LocalDate hired) {
		return hired.plus(GRACE).atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
	}

}
// end::policy[]
