package io.github.jwt2fa.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.wiring.OnMarkedBean;

/**
 * Whether a {@code DataSource} is marked for our tables.
 */
public final class OnMarkedDataSource extends OnMarkedBean {

	/**
	 * The condition.
	 */
	public OnMarkedDataSource() {
		super(DataSource.class, Jwt2faDataSource.class);
	}

}
