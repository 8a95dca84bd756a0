package io.github.jwt2fa.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.sent.OneTimeCodes;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Methods of an application's own beside ours, one of each kind: a key whose proof is no
 * code, text messages, and codes on paper that stand in for others.
 */
@Configuration(proxyBeanMethods = false)
class MoreMethods {

	/** What makes {@link #KEY} come first in an application's trusted methods. */
	static final String TRUSTED = "jwt2fa.trusted-2fa-methods=code-sender,totp,key,sms,push";

	static final TwoFactorMethod KEY = TwoFactorMethod.of("key");

	static final TwoFactorMethod SMS = TwoFactorMethod.of("sms");

	static final TwoFactorMethod PAPER = TwoFactorMethod.of("paper");

	@Bean
	Owners owners() {
		return new Owners();
	}

	@Bean
	@Order(100)
	TwoFactorMethodHandler key(Owners owners) {
		return new Key(owners);
	}

	@Bean
	@Order(250)
	TwoFactorMethodHandler sms(Owners owners, OneTimeCodes codes) {
		return new SentCodeHandler(SMS, (user, code) -> owners.messages.put(user.id(), code), codes,
				(user) -> owners.has("sms", user));
	}

	@Bean
	@Order(350)
	TwoFactorMethodHandler push(Owners owners) {
		return new Push(owners);
	}

	@Bean
	@Order(400)
	TwoFactorMethodHandler paper(Owners owners) {
		return new Paper(owners);
	}

	/**
	 * Who has set up what.
	 */
	static class Owners {

		private final Map<String, Set<String>> sets = new ConcurrentHashMap<>();

		private final Map<String, String> messages = new ConcurrentHashMap<>();

		private volatile boolean broken;

		/** How often anybody asked what a user has set up. */
		private volatile int questions;

		void give(String method, String userId) {
			of(method).add(userId);
		}

		void take(String method, String userId) {
			of(method).remove(userId);
		}

		void setBroken(boolean broken) {
			this.broken = broken;
		}

		int questions() {
			return this.questions;
		}

		String lastMessageTo(String userId) {
			return this.messages.get(userId);
		}

		private Set<String> of(String method) {
			return this.sets.computeIfAbsent(method, (name) -> ConcurrentHashMap.newKeySet());
		}

		private boolean has(String method, TwoFactorUser user) {
			this.questions++;
			if (this.broken) {
				throw new IllegalStateException("The store of factors is down");
			}
			return of(method).contains(user.id());
		}

		private List<Factor> factors(String method, TwoFactorUser user) {
			return has(method, user) ? List.of(Factor.single()) : List.of();
		}

	}

	private record Key(Owners owners) implements TwoFactorMethodHandler {

		@Override
		public TwoFactorMethod method() {
			return KEY;
		}

		@Override
		public String amr() {
			return "pop";
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public boolean takesCode() {
			return false;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return this.owners.factors("key", user);
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			String challenge = "challenge-" + System.nanoTime();
			return new Challenge(Map.of("challenge", challenge),
					Map.of("public_key", Map.of("challenge", challenge), "token", "not this one"));
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			String signed = "{ \"signed\" : [\"" + claims.get("challenge") + "\"] }";
			return proof.text().equals(signed) ? () -> true : null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return this.owners.of("key").remove(userId);
		}

	}

	/**
	 * A code that answers what the token asks.
	 */
	private record Push(Owners owners) implements TwoFactorMethodHandler {

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.of("push");
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return this.owners.factors("push", user);
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.ofClaims(Map.of("question", "question-" + System.nanoTime()));
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			return proof.text().equals(Objects.requireNonNull(claims.get("question"))) ? () -> true : null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return this.owners.of("push").remove(userId);
		}

	}

	private record Paper(Owners owners) implements TwoFactorMethodHandler {

		@Override
		public TwoFactorMethod method() {
			return PAPER;
		}

		@Override
		public boolean isOwn() {
			return false;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public boolean recognizes(Proof proof) {
			return proof.text().startsWith("PAPER-");
		}

		@Override
		public boolean isStandIn() {
			return true;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return this.owners.factors("paper", user);
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.none();
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			Collection<String> users = this.owners.of("paper");
			return (users.contains(user.id()) && proof.text().equals("PAPER-RIGHT")) ? new AcceptedProof() {

				@Override
				public boolean use() {
					return users.remove(user.id());
				}

				@Override
				public Map<String, Object> members() {
					return Map.of("paper_left", users.contains(user.id()) ? 1 : 0);
				}

			} : null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return this.owners.of("paper").remove(userId);
		}

	}

}
