//! In which order things are worked out that depend on one another; knows no expression.

/// Gives an order in which each comes after all that it depends on; `depends[n]` lists what `n` depends on.
///
/// # Errors
/// The members of a circle, each depending on the next and the last on the first, where there is no such order.
pub fn order(depends: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut state = vec![State::Untouched; depends.len()];
    let mut sorted = Vec::with_capacity(depends.len());
    for start in 0..depends.len() {
        // The way down to where the search stands, each with how many of its dependences it has followed.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if state[start] == State::Untouched {
            state[start] = State::Open;
            way.push((start, 0));
        }
        while let Some((at, followed)) = way.last_mut() {
            let next = depends[*at].get(*followed).copied();
            *followed += 1;
            match next {
                None => {
                    state[*at] = State::Done;
                    sorted.push(*at);
                    way.pop();
                }
                Some(next) => match state.get(next) {
                    Some(State::Untouched) => {
                        state[next] = State::Open;
                        way.push((next, 0));
                    }
                    Some(State::Open) => {
                        let from = way.iter().position(|(member, _)| *member == next).unwrap_or(0);
                        return Err(way[from..].iter().map(|(member, _)| *member).collect());
                    }
                    Some(State::Done) | None => {}
                },
            }
        }
    }
    Ok(sorted)
}

/// Finds a circle: its members, each depending on the next and the last on the first.
#[must_use]
pub fn cycle(depends: &[Vec<usize>]) -> Option<Vec<usize>> {
    order(depends).err()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Open,
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_circle_is_found_and_an_order_where_there_is_none() {
        assert_eq!(cycle(&[]), None);
        assert_eq!(cycle(&[vec![0]]), Some(vec![0]));
        assert_eq!(cycle(&[vec![1], vec![2], vec![1]]), Some(vec![1, 2]));
        assert_eq!(order(&[vec![2, 1], vec![2], vec![]]), Ok(vec![2, 1, 0]));
        assert_eq!(order(&[vec![7]]), Ok(vec![0]));
        let long: Vec<Vec<usize>> = (0..100_000).map(|at| vec![at + 1]).collect();
        assert_eq!(order(&long).map(|sorted| sorted.len()), Ok(100_000));
    }

    proptest! {
        #[test]
        fn each_comes_after_what_it_depends_on(depends in proptest::collection::vec(proptest::collection::vec(0..12_usize, 0..3), 12)) {
            match order(&depends) {
                Ok(sorted) => {
                    let place = |of: usize| sorted.iter().position(|at| *at == of).expect("each is there once");
                    for (at, needs) in depends.iter().enumerate() {
                        prop_assert!(needs.iter().all(|need| place(*need) < place(at)));
                    }
                }
                Err(circle) => {
                    for (at, member) in circle.iter().enumerate() {
                        prop_assert!(depends[*member].contains(&circle[(at + 1) % circle.len()]));
                    }
                }
            }
        }
    }
}
