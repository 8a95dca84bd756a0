package io.github.jwt2fa.host.plain;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * A repository of the application.
 */
public interface NoteRepository extends JpaRepository<Note, Long> {

	List<Note> findByTextContaining(String part);

}
