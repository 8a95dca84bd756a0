package io.github.jwt2fa.docs.shop;

// tag::sender[]
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.CodeSendingException;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.stereotype.Component;

@Component
class SmsCodeSender implements CodeSender {

	private final SmsGateway gateway;

	SmsCodeSender(SmsGateway gateway) {
		this.gateway = gateway;
	}

	@Override
	public void sendCode(TwoFactorUser user, String code) {
		if (!(user.principal() instanceof Customer customer) || customer.phone() == null) {
			throw new CodeSendingException("No phone number is known that a code could be sent to.");
		}
		this.gateway.send(customer.phone(), "Your login code is " + code);
	}

}
// end::sender[]
