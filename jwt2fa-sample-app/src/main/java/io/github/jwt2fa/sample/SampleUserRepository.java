package io.github.jwt2fa.sample;

import java.time.Instant;
import java.util.Optional;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The users in the database.
 */
interface SampleUserRepository extends Repository<SampleUser, String> {

	/**
	 * A query, not a look-up by primary key: where the database ignores case, the user
	 * found for "ALICE" has the name that is stored, not the one that was typed.
	 * @param username the name, perhaps as typed
	 * @return the user
	 */
	Optional<SampleUser> findByUsername(String username);

	SampleUser save(SampleUser user);

	@Modifying
	@Transactional
	@Query("update SampleUser u set u.lastLogin = :at where u.username = :username")
	void updateLastLogin(String username, Instant at);

}
