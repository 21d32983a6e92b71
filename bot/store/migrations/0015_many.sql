-- With thousands of sessions under way: what is due next, and where somebody is a member or an admin, is found without a
-- look at all of it.
CREATE INDEX timers_due ON timers (due);
CREATE INDEX members_by_person ON members (person);
CREATE INDEX admins_by_person ON admins (person);
