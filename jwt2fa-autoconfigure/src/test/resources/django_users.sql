-- "correct horse battery staple", hashed by PBKDF2 of Python's hashlib
insert into auth_user values (42, 'alice', 'pbkdf2_sha256$600000$5qZ0rYc1xJ7wKpVdN2hT8u$9oZiyfACJKn/gkahfJmlRK82np7/HvOHjzmbD6Kf2IU=', 'alice@example.com', true, true);
insert into auth_user values (43, 'bob', '!kZ0rYc1xJ7wKpVdN2hT8u5qZ0rYc1xJ7wKpVdN2', '', true, false);
-- an id of ten digits, and a user whose name is somebody's id
insert into auth_user values (1234567890, 'carol', 'pbkdf2_sha256$600000$5qZ0rYc1xJ7wKpVdN2hT8u$9oZiyfACJKn/gkahfJmlRK82np7/HvOHjzmbD6Kf2IU=', 'carol@example.com', true, false);
insert into auth_user values (7, '42', 'pbkdf2_sha256$600000$5qZ0rYc1xJ7wKpVdN2hT8u$9oZiyfACJKn/gkahfJmlRK82np7/HvOHjzmbD6Kf2IU=', 'fortytwo@example.com', true, false);
insert into drf_jwt_2fa_usertwofactorauthdata values (1, 'totp', 'gAAAAABrBc8f7QjGF91kqhZ5dzjmg9OalVUCA6csr3r-BIogY_cizW8gi6SBbi1cRsI9ZRtAhk9_PMfs8CZR32kt4MgFRks9x5fIh1Eb_ianf-hSxDljHtzBZPpgnTXhkcp7WJAwxUOt', 42);
insert into drf_jwt_2fa_usertwofactorauthdata values (2, '', '', 43);
