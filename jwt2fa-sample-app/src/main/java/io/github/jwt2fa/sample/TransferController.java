package io.github.jwt2fa.sample;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Something that a stolen access token should not buy: the rule for its path asks for a
 * fresh second factor. Nothing is moved.
 */
@RestController
class TransferController {

	@PostMapping("/transfers")
	Transfer transfer(@RequestBody Transfer transfer) {
		BigDecimal amount = transfer.amount();
		if (!StringUtils.hasText(transfer.to()) || amount == null || amount.signum() <= 0) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Say to whom, and an amount above zero.");
		}
		return transfer;
	}

	/**
	 * What is asked for and, once it is done, the answer.
	 *
	 * @param to who gets it
	 * @param amount how much
	 */
	record Transfer(@Nullable String to, @Nullable BigDecimal amount) {
	}

}
