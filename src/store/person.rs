//! People: surveyors and supervisors who sign in, with a PIN where the survey asks for one; knows no screen.

use super::{Batch, Error, Item, List, Result, Store, Survey, Turn, clock, maybe};
use crate::survey::interview::Id;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use jiff::SignedDuration;

/// Wrong PINs in a row after which signing in waits.
const PATIENCE: i64 = 5;

/// How long it waits then, in seconds.
const WAIT: i64 = 60;

/// The shortest PIN.
pub const SHORTEST_PIN: usize = 4;

/// What a try to sign in came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    Welcome,
    /// The PIN is wrong; so many tries are left before a wait.
    Wrong {
        left: i64,
    },
    /// Too many wrong PINs: so many seconds to wait.
    Wait {
        seconds: i64,
    },
}

impl Survey {
    /// Gives the people who can sign in: surveyors, then supervisors.
    pub fn people(&self) -> impl Iterator<Item = &Item> {
        self.choosable(List::Surveyor).chain(self.choosable(List::Supervisor))
    }

    /// Tells whether a person is a supervisor of this survey.
    #[must_use]
    pub fn is_supervisor(&self, person: Option<Id>) -> bool {
        self.choosable(List::Supervisor).any(|item| Some(item.id) == person)
    }
}

impl Store {
    /// Tells whether a supervisor of the survey has signed in.
    #[must_use]
    pub fn is_supervised(&self, survey: &Survey) -> bool {
        survey.is_supervisor(self.who)
    }

    /// Tells whether a person has chosen a PIN.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn has_pin(&self, person: Id) -> Result<bool> {
        Ok(maybe(&self.db, "SELECT 1 FROM pin WHERE person = ?1", [person], |_| Ok(()))?.is_some())
    }

    /// Sets a person's PIN; an older one is forgotten. The log says that it was set, never what it is.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_pin(&mut self, person: Id, pin: &str) -> Result<()> {
        // A random UUID has 122 random bits: salt enough.
        let salt = uuid::Uuid::new_v4();
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(pin.as_bytes(), salt.as_bytes()).map_err(|error| Error::Pin(error.to_string()))?;
        let who = self.who;
        let mut turn = self.begin()?;
        let sql = "INSERT INTO pin (person, hash) VALUES (?1, ?2) \
                   ON CONFLICT DO UPDATE SET hash = excluded.hash, wrong = 0, wait_until = NULL";
        turn.tx.execute(sql, (person, hash.to_string()))?;
        turn.log_field(person, "@pin", None, Some("true".to_owned()), who)?;
        turn.commit()
    }

    /// Forgets a person's PIN, so that a new one is chosen at the next sign-in; the log tells who did it.
    ///
    /// # Errors
    /// [`Error::NotASupervisor`], or when the database can't be written.
    pub fn forget_pin(&mut self, survey: &Survey, person: Id) -> Result<()> {
        if !self.is_supervised(survey) {
            return Err(Error::NotASupervisor);
        }
        let who = self.who;
        let mut turn = self.begin()?;
        if turn.tx.execute("DELETE FROM pin WHERE person = ?1", [person])? == 1 {
            turn.log_field(person, "@pin", Some("true".to_owned()), None, who)?;
        }
        turn.commit()
    }

    /// Tries a PIN; a person without one is welcomed. Counts wrong tries, also across restarts.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub fn sign_in(&mut self, person: Id, pin: &str) -> Result<SignIn> {
        let now = self.now();
        let sql = "SELECT hash, wait_until FROM pin WHERE person = ?1";
        let stored = maybe(&self.db, sql, [person], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)))?;
        let Some((hash, wait_until)) = stored else {
            self.who = Some(person);
            return Ok(SignIn::Welcome);
        };
        let until = wait_until.and_then(|until| until.parse::<jiff::Timestamp>().ok());
        if let Some(seconds) = until.map(|until| until.as_second() - now.timestamp().as_second()).filter(|left| *left > 0) {
            return Ok(SignIn::Wait { seconds: seconds.min(WAIT) });
        }
        let hash = PasswordHash::new(&hash).map_err(|error| Error::Pin(error.to_string()))?;
        if Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok() {
            self.db.execute("UPDATE pin SET wrong = 0, wait_until = NULL WHERE person = ?1", [person])?;
            self.who = Some(person);
            return Ok(SignIn::Welcome);
        }
        // Counted by the database, so that two programs share the tries.
        let until = now.checked_add(SignedDuration::from_secs(WAIT)).ok().map(|until| clock::stamp(&until));
        let sql = "UPDATE pin SET wrong = wrong + 1, wait_until = CASE WHEN wrong + 1 >= ?3 THEN ?2 END WHERE person = ?1 RETURNING wrong";
        let wrong: i64 = self.db.query_row(sql, (person, until, PATIENCE), |row| row.get(0))?;
        Ok(if wrong >= PATIENCE { SignIn::Wait { seconds: WAIT } } else { SignIn::Wrong { left: PATIENCE - wrong } })
    }

    /// Gives whose name a change bears: the person who signed in, or the batch's surveyor where nobody did.
    #[must_use]
    pub fn author(&self, batch: &Batch) -> Option<Id> {
        self.who.or(Some(batch.header.surveyor))
    }

    /// Refuses a change of an interview where the survey is closed, or as [`Store::refuse_stranger`].
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::NotYours`], [`Error::SignInFirst`].
    pub fn refuse_change(&self, survey: &Survey, batch: &Batch) -> Result<()> {
        self.refuse_closed(survey.id)?;
        self.refuse_stranger(survey, batch)
    }

    /// Refuses a change of an interview by a surveyor who did not key it, and any by nobody where people sign in with a PIN.
    ///
    /// # Errors
    /// [`Error::NotYours`], [`Error::SignInFirst`].
    pub fn refuse_stranger(&self, survey: &Survey, batch: &Batch) -> Result<()> {
        match self.who {
            None if survey.asks_pin => Err(Error::SignInFirst),
            Some(who) if who != batch.header.surveyor && !survey.is_supervisor(Some(who)) => {
                Err(Error::NotYours(survey.label(Some(batch.header.surveyor)).to_owned()))
            }
            None | Some(_) => Ok(()),
        }
    }

    /// Refuses as [`Store::refuse_stranger`] where only the interview is known.
    pub(super) fn refuse_stranger_of(&self, interview: Id) -> Result<()> {
        let sql = "SELECT survey, batch FROM interview WHERE id = ?1";
        let (survey, batch) = maybe(&self.db, sql, [interview], |row| Ok((row.get(0)?, row.get(1)?)))?.ok_or(Error::Stale)?;
        self.refuse_stranger(&self.survey(survey)?, &self.batch(batch)?)
    }
}

impl Turn<'_> {
    /// Refuses what only a supervisor of an interview's survey decides.
    pub(super) fn refuse_unsupervised(&self, interview: Id, who: Option<Id>) -> Result<()> {
        let sql = "SELECT 1 FROM interview i JOIN item p ON p.survey = i.survey \
                   WHERE i.id = ?1 AND p.id = ?2 AND p.list = 'supervisor' AND p.retired = 0";
        maybe(&self.tx, sql, (interview, who), |_| Ok(()))?.ok_or(Error::NotASupervisor)
    }
}
