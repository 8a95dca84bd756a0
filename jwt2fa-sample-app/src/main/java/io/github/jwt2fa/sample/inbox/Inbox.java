package io.github.jwt2fa.sample.inbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last mails that arrived, whoever they are for.
 */
class Inbox {

	private final int capacity;

	private final Deque<Mail> mails = new ArrayDeque<>();

	Inbox(int capacity) {
		this.capacity = capacity;
	}

	synchronized void add(Mail mail) {
		if (this.mails.size() == this.capacity) {
			this.mails.removeLast();
		}
		this.mails.addFirst(mail);
	}

	/**
	 * The mails.
	 * @return the mails, newest first
	 */
	synchronized List<Mail> mails() {
		return List.copyOf(this.mails);
	}

}
