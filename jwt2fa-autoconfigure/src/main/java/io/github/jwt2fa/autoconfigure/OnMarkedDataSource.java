package io.github.jwt2fa.autoconfigure;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.Jwt2faDataSource;

/**
 * Whether a {@code DataSource} is marked for our tables.
 */
final class OnMarkedDataSource extends OnMarkedBean {

	OnMarkedDataSource() {
		super(DataSource.class, Jwt2faDataSource.class);
	}

}
