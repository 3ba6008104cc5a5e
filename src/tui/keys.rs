//! The one key table: dispatch, footer, help screen and `docs/keys.md` all come from it.

use super::action::Action;
pub use super::scope::Scope;
use crate::words::Words;

/// One row: in a scope, these keys mean this action.
#[derive(Debug)]
pub struct Binding {
    pub scope: Scope,
    pub keys: &'static [&'static str],
    pub action: Action,
    /// The word in the footer; rows without one stand in the help only.
    pub footer: Option<fn(Words) -> &'static str>,
    pub help: fn(Words) -> &'static str,
}

macro_rules! row {
    ($scope:ident, $keys:expr, $action:ident, $help:ident) => {
        Binding { scope: Scope::$scope, keys: &$keys, action: Action::$action, footer: None, help: Words::$help }
    };
    ($scope:ident, $keys:expr, $action:ident, $help:ident, $footer:ident) => {
        Binding { scope: Scope::$scope, keys: &$keys, action: Action::$action, footer: Some(Words::$footer), help: Words::$help }
    };
}

mod forms;
mod found;
mod shown;

pub use found::{find, rows};
pub use shown::{document, footer};

/// The table. Within a scope, footers stand in this order.
#[rustfmt::skip]
static TABLE: &[Binding] = &[
    row!(Home, ["Enter"], Accept, help_home_open, foot_open),
    row!(Home, ["Up", "k"], Up, help_up),
    row!(Home, ["Down", "j"], Down, help_down),
    row!(Home, ["n"], New, help_new, foot_new),
    row!(Home, ["e"], Edit, help_edit, foot_edit),
    row!(Home, ["l"], List, help_list, foot_list),
    row!(Home, ["x"], Export, help_export, foot_export),
    row!(Home, ["p"], Supervise, help_supervise, foot_supervise),
    row!(Home, ["m"], SignIn, help_sign_in, foot_sign_in),
    row!(Home, ["b"], HandOver, help_handover, foot_handover),
    row!(Home, ["g"], Merge, help_merge, foot_merge),
    row!(Home, ["c"], Backups, help_backups, foot_backups),
    row!(Home, ["i"], Import, help_import, foot_import),
    row!(Home, ["f"], Forms, help_forms, foot_forms),
    row!(Home, ["?"], Help, help_help),
    row!(Home, ["Esc", "q"], Leave, help_quit, foot_quit),

    row!(Question, [".", "-"], Missing, help_missing, foot_missing),
    row!(Question, ["F9", "F2"], Choices, help_choices, foot_choices),
    row!(Question, ["\""], Ditto, help_ditto),
    row!(Question, ["Backspace", "Delete"], Erase, help_erase),
    row!(Question, ["?"], Help, help_help),

    row!(Figure, ["."], Point, help_point),
    row!(Figure, ["-"], Minus, help_minus),

    row!(Number, ["Backspace", "Delete"], Erase, help_erase_digit),
    row!(Number, ["?"], Help, help_help),

    row!(TextQuestion, ["F10", "Ctrl+E"], Finish, help_finish, foot_finish),

    row!(LongText, ["Ctrl+O", "Alt+Enter"], NewLine, help_new_line, foot_new_line),

    row!(LongForm, ["Ctrl+D", "Alt+Down"], NextSection, help_next_section, foot_section),
    row!(LongForm, ["Ctrl+U", "Alt+Up"], PreviousSection, help_previous_section),
    row!(LongForm, ["Ctrl+G"], GoTo, help_map, foot_map),

    row!(Map, ["Enter", "Tab"], Accept, help_map_go, foot_map_go),
    row!(Map, ["Up", "Shift+Tab"], Up, help_up),
    row!(Map, ["Down"], Down, help_down),
    row!(Map, ["Esc", "Ctrl+G"], Leave, help_close, foot_close),

    row!(Reason, [".", "-"], Missing, help_blank, foot_missing),
    row!(Reason, ["Esc", "Backspace", "Shift+Tab", "Up"], Leave, help_prompt_leave, foot_cancel),
    row!(Reason, ["?"], Help, help_help),

    row!(Doubt, ["F2"], Keep, help_keep, foot_keep),
    row!(Doubt, ["Enter", "Tab", "Down"], Accept, help_keep_reason, foot_keep_reason),
    row!(Doubt, ["Backspace", "Esc", "Shift+Tab", "Up", "Ctrl+Z"], Leave, help_mend, foot_mend),

    row!(Pending, ["F2"], Keep, help_keep_pending, foot_keep),

    row!(Entry, ["Enter", "Tab", "Down"], Accept, help_accept, foot_accept),
    row!(Entry, ["Shift+Tab", "Up"], Back, help_back, foot_back),
    row!(Entry, ["F4"], Ditto, help_ditto),
    row!(Entry, ["F7"], Carried, help_carried),
    row!(Entry, ["F10", "Ctrl+E"], Finish, help_finish),
    row!(Entry, ["F12", "Alt+N"], Note, help_note),
    row!(Entry, ["Alt+K", "Ctrl+K"], Comment, help_comment),
    row!(Entry, ["F6", "Ctrl+R"], WalkAgain, help_walk),
    row!(Entry, ["F8", "Ctrl+T"], Layout, help_layout),
    row!(Entry, ["Ctrl+Z"], Undo, help_undo, foot_undo),
    row!(Entry, ["Ctrl+G"], GoTo, help_goto),
    row!(Entry, ["Ctrl+F"], Find, help_find),
    row!(Entry, ["F3"], FindAgain, help_find_again),
    row!(Entry, ["PgUp"], Previous, help_previous),
    row!(Entry, ["PgDn"], Next, help_next),
    row!(Entry, ["Ctrl+B", "Alt+B"], Header, help_header),
    row!(Entry, ["Ctrl+P"], Pause, help_pause),
    row!(Entry, ["Ctrl+W"], Statistics, help_statistics),
    row!(Entry, ["F5", "Ctrl+A"], AutoAdvance, help_auto),
    row!(Entry, ["Ctrl+N"], Bell, help_bell),
    row!(Entry, ["Esc"], Leave, help_escape),

    row!(Marking, ["Enter", "Tab"], Accept, help_mark, foot_mark),

    row!(Pick, ["Enter", "Tab"], Accept, help_pick, foot_pick),
    row!(Pick, ["Up", "Shift+Tab"], Up, help_up),
    row!(Pick, ["Down"], Down, help_down),
    row!(Search, ["Backspace", "Ctrl+H"], Erase, help_erase_char),
    row!(Search, ["Ctrl+U", "Ctrl+W"], EraseBefore, help_erase_search),
    row!(Pick, ["Esc", "F9", "F2"], Leave, help_close, foot_close),

    row!(Prompt, ["Enter"], Accept, help_prompt_accept, foot_accept_prompt),
    row!(Prompt, ["Esc"], Leave, help_prompt_leave, foot_cancel),

    row!(Text, ["Backspace", "Ctrl+H"], Erase, help_erase_char),
    row!(Text, ["Delete"], EraseAfter, help_erase_after),
    row!(Text, ["Ctrl+W", "Ctrl+Backspace", "Alt+Backspace"], EraseWord, help_erase_word),
    row!(Text, ["Ctrl+U"], EraseBefore, help_erase_before),
    row!(Text, ["Left"], Left, help_left),
    row!(Text, ["Right"], Right, help_right),
    row!(Text, ["Ctrl+Left", "Alt+Left"], WordLeft, help_word_left),
    row!(Text, ["Ctrl+Right", "Alt+Right"], WordRight, help_word_right),
    row!(Text, ["Home", "Ctrl+A"], LineStart, help_line_start),
    row!(Text, ["End", "Ctrl+E"], LineEnd, help_line_end),

    row!(Overlay, ["Enter", "Esc", "Space", "Ctrl+P", "Ctrl+W"], Leave, help_overlay, foot_continue),

    row!(Fields, ["Enter", "Tab", "Down"], Accept, help_field_next, foot_accept),
    row!(Fields, ["Shift+Tab", "Up"], Back, help_field_back, foot_back),
    row!(Fields, ["F10", "Ctrl+E"], Finish, help_fields_finish, foot_done),
    row!(Fields, ["Esc"], Leave, help_fields_leave, foot_cancel),

    row!(Setup, ["Ctrl+R"], Retire, help_retire, foot_retire),
    row!(Setup, ["Ctrl+D"], Remove, help_remove, foot_remove),

    row!(Setup, ["Ctrl+K", "F4"], Forms, help_setup_forms, foot_forms),
    row!(Setup, ["F2", "Alt+B"], Blocks, help_blocks),

    row!(Choosing, ["F9", "F2"], Choices, help_choices, foot_choices),

    row!(Batch, ["Ctrl+Z"], Undo, help_undo_batch),

    row!(List, ["Enter"], Accept, help_list_open, foot_mend_open),
    row!(List, ["Up", "k"], Up, help_up),
    row!(List, ["Down", "j"], Down, help_down),
    row!(List, ["PgUp"], PageUp, help_page_up),
    row!(List, ["PgDn"], PageDown, help_page_down),
    row!(List, ["Home"], First, help_first),
    row!(List, ["s"], FilterStatus, help_filter_status, foot_status),
    row!(List, ["p"], FilterSurveyor, help_filter_surveyor, foot_surveyor),
    row!(List, ["o"], FilterLocation, help_filter_location, foot_location),
    row!(List, ["y"], FilterService, help_filter_service, foot_service),
    row!(List, ["t"], FilterDate, help_filter_date, foot_date),
    row!(List, ["/", "Ctrl+F"], Find, help_find, foot_find),
    row!(List, ["F3"], FindAgain, help_find_next),
    row!(List, ["g", "Ctrl+G"], GoTo, help_goto, foot_goto),
    row!(List, ["v", "Delete"], Void, help_void, foot_void),
    row!(List, ["r"], Trail, help_trail, foot_trail),
    row!(List, ["x"], Export, help_export_filtered),
    row!(List, ["?"], Help, help_help),
    row!(List, ["Esc"], Leave, help_list_leave),

    row!(Export, ["Space", "Right"], Change, help_change, foot_change),

    row!(Working, ["Esc"], Leave, help_working_cancel, foot_stop),

    row!(Columns, ["Left", "h"], Left, help_column_left),
    row!(Columns, ["Right"], Right, help_column_right),
    row!(Lines, ["Enter"], Accept, help_behind, foot_open_list),
    row!(Lines, ["Up", "k"], Up, help_up),
    row!(Lines, ["Down", "j"], Down, help_down),
    row!(Lines, ["?"], Help, help_help),
    row!(Lines, ["Esc"], Leave, help_leave, foot_close),

    row!(People, ["Enter"], Accept, help_pick, foot_pick),
    row!(People, ["Up", "k"], Up, help_up),
    row!(People, ["Down", "j"], Down, help_down),
    row!(People, ["h"], ForgetPin, help_forget_pin, foot_forget_pin),
    row!(People, ["?"], Help, help_help),
    row!(People, ["Esc"], Leave, help_leave, foot_close),

    row!(Completeness, ["Up", "k"], Up, help_up),
    row!(Completeness, ["Down", "j"], Down, help_down),
    row!(Completeness, ["Left", "h"], Left, help_column_left),
    row!(Completeness, ["Right"], Right, help_column_right),
    row!(Completeness, ["Enter"], Accept, help_behind, foot_open_list),
    row!(Completeness, ["1"], ByAll, help_by_all),
    row!(Completeness, ["2"], ByLocation, help_by_location),
    row!(Completeness, ["3"], ByService, help_by_service),
    row!(Completeness, ["4"], BySurveyor, help_by_surveyor),
    row!(Completeness, ["5"], ByDay, help_by_day),
    row!(Completeness, ["t"], Review, help_review, foot_review),
    row!(Completeness, ["g"], Numbers, help_numbers, foot_numbers),
    row!(Completeness, ["i"], Items, help_items, foot_items),
    row!(Completeness, ["l"], List, help_list, foot_list),
    row!(Completeness, ["x"], Export, help_export),
    row!(Completeness, ["z"], Archive, help_archive),
    row!(Completeness, ["f"], Flags, help_flags, foot_flags),
    row!(Completeness, ["o"], Operators, help_operators, foot_operators),
    row!(Completeness, ["r"], Trail, help_trail, foot_trail),
    row!(Completeness, ["v"], Verify, help_verify, foot_verify),
    row!(Completeness, ["c"], Lock, help_lock, foot_lock),
    row!(Completeness, ["d"], Conflicts, help_conflicts),
    row!(Completeness, ["?"], Help, help_help),
    row!(Completeness, ["Esc"], Leave, help_leave, foot_close),

    row!(Trail, ["Up", "k"], Up, help_up),
    row!(Trail, ["Down", "j"], Down, help_down),
    row!(Trail, ["PgUp"], PageUp, help_page_up),
    row!(Trail, ["PgDn"], PageDown, help_page_down),
    row!(Trail, ["Home"], First, help_first),
    row!(Trail, ["/", "Ctrl+F"], Find, help_trail_find, foot_find),
    row!(Trail, ["x"], Export, help_trail_export, foot_export),
    row!(Trail, ["?"], Help, help_help),
    row!(Trail, ["Esc"], Leave, help_leave, foot_close),

    row!(Flags, ["Enter"], Accept, help_flags_open, foot_interviews),
    row!(Flags, ["Up", "k"], Up, help_up),
    row!(Flags, ["Down", "j"], Down, help_down),
    row!(Flags, ["h"], Check, help_check, foot_check),
    row!(Flags, ["?"], Help, help_help),
    row!(Flags, ["Esc"], Leave, help_leave, foot_close),

    row!(Checking, ["Esc"], Leave, help_check_cancel, foot_stop),

    row!(Flagged, ["b"], Settle, help_settle, foot_settle),
    row!(Flagged, ["F2"], Keep, help_settle_paper),

    row!(Review, ["Space", "a"], Approve, help_approve, foot_approve),
    row!(Review, ["k"], Return, help_return, foot_return),
    row!(Review, ["c"], Comment, help_comment, foot_comment),
    row!(Review, ["PgDn"], Next, help_review_later, foot_later),
    row!(Review, ["PgUp"], Previous, help_review_earlier),
    row!(Review, ["A"], ApproveAll, help_approve_all, foot_approve_all),
    row!(Review, ["m"], Edit, help_mend_form, foot_mend_form),
    row!(Review, ["Up", "Shift+Tab"], Up, help_question_before),
    row!(Review, ["Down", "Tab"], Down, help_question_after),
    row!(Review, ["?"], Help, help_help),
    row!(Review, ["Esc"], Leave, help_leave),

    row!(Operators, ["Enter"], Accept, help_behind, foot_open_list),
    row!(Operators, ["h"], PerDay, help_per_day, foot_per_day),
    row!(Operators, ["Up", "k"], Up, help_up),
    row!(Operators, ["Down", "j"], Down, help_down),
    row!(Operators, ["PgUp"], PageUp, help_page_up),
    row!(Operators, ["PgDn"], PageDown, help_page_down),
    row!(Operators, ["?"], Help, help_help),
    row!(Operators, ["Esc"], Leave, help_leave, foot_close),

    row!(Verifications, ["Enter"], Accept, help_verify_go, foot_verify_go),
    row!(Verifications, ["Up", "k"], Up, help_up),
    row!(Verifications, ["Down", "j"], Down, help_down),
    row!(Verifications, ["n"], New, help_verify_new, foot_verify_new),
    row!(Verifications, ["s"], Settle, help_verify_settle, foot_verify_settle),
    row!(Verifications, ["r"], Statistics, help_result, foot_result),
    row!(Verifications, ["e"], Finish, help_verify_end, foot_verify_end),
    row!(Verifications, ["?"], Help, help_help),
    row!(Verifications, ["Esc"], Leave, help_leave, foot_close),

    row!(Drawing, ["Space", "Right"], Change, help_verify_change, foot_change),
    row!(Drawing, ["?"], Help, help_help),

    row!(Rekey, ["Enter", "Tab", "Down"], Accept, help_rekey_accept, foot_accept),
    row!(Rekey, ["Shift+Tab", "Up"], Back, help_rekey_back, foot_back),
    row!(Rekey, [".", "-"], Missing, help_missing, foot_missing),
    row!(Rekey, ["Backspace", "Delete"], Erase, help_erase_digit),
    row!(Rekey, ["?"], Help, help_help),
    row!(Rekey, ["Esc"], Leave, help_rekey_leave, foot_leave),

    row!(Settle, ["1"], TakeFirst, help_take_first, foot_take_first),
    row!(Settle, ["2"], TakeSecond, help_take_second, foot_take_second),
    row!(Settle, ["n", "Enter"], New, help_take_new, foot_take_new),
    row!(Settle, ["Up", "k"], Up, help_up),
    row!(Settle, ["Down", "j"], Down, help_down),
    row!(Settle, ["?"], Help, help_help),
    row!(Settle, ["Esc"], Leave, help_leave, foot_close),

    row!(Verdict, ["Up", "k"], Up, help_up),
    row!(Verdict, ["Down", "j"], Down, help_down),
    row!(Verdict, ["s"], Settle, help_verify_settle, foot_verify_settle),
    row!(Verdict, ["?"], Help, help_help),
    row!(Verdict, ["Esc"], Leave, help_leave, foot_close),

    row!(Completeness, ["n"], Results, help_results, foot_results),

    row!(Results, ["Right"], Right, help_by_next, foot_by_next),
    row!(Results, ["Left", "h"], Left, help_by_before),
    row!(Results, ["Down", "j"], Down, help_group_down, foot_group_down),
    row!(Results, ["Up"], Up, help_group_up),
    row!(Results, ["r"], Report, help_report, foot_report),
    row!(Results, ["n"], NextIndex, help_next_index),
    row!(Results, ["d"], Distribution, help_distribution, foot_distribution),
    row!(Results, ["u"], Order, help_order, foot_order),
    row!(Results, ["k"], Convention, help_convention, foot_convention),
    row!(Results, ["g"], Pooling, help_pooling),
    row!(Results, ["i"], Interval, help_interval),
    row!(Results, ["x"], Export, help_workbook, foot_workbook),
    row!(Results, ["t"], Trend, help_trend, foot_trend),
    row!(Results, ["s"], Saran, help_saran, foot_saran),
    row!(Results, ["?"], Help, help_help),
    row!(Results, ["Esc"], Leave, help_leave, foot_close),

    row!(Rounds, ["Enter"], Accept, help_beside, foot_beside),
    row!(Rounds, ["Up", "k"], Up, help_up),
    row!(Rounds, ["Down", "j"], Down, help_down),
    row!(Rounds, ["?"], Help, help_help),
    row!(Rounds, ["Esc"], Leave, help_leave, foot_close),

    row!(Backups, ["Enter"], Accept, help_look, foot_look),
    row!(Backups, ["Up", "k"], Up, help_up),
    row!(Backups, ["Down", "j"], Down, help_down),
    row!(Backups, ["n"], New, help_make, foot_make),
    row!(Backups, ["?"], Help, help_help),
    row!(Backups, ["Esc"], Leave, help_leave, foot_close),

    row!(Restoring, ["Enter"], Accept, help_restore, foot_restore),
    row!(Restoring, ["?"], Help, help_help),
    row!(Restoring, ["Esc"], Leave, help_leave, foot_cancel),

    row!(Merging, ["Enter"], Accept, help_merge_go, foot_merge_go),
    row!(Merging, ["Up", "k"], Up, help_up),
    row!(Merging, ["Down", "j"], Down, help_down),
    row!(Merging, ["Esc"], Leave, help_leave, foot_cancel),

    row!(ImportFile, ["Enter"], Accept, help_import_open, foot_import_open),
    row!(ImportFile, ["Tab"], Complete, help_complete, foot_complete),
    row!(ImportFile, ["Esc"], Leave, help_leave, foot_cancel),

    row!(ImportColumns, ["Enter"], Accept, help_import_column, foot_change),
    row!(ImportColumns, ["Up", "k"], Up, help_up),
    row!(ImportColumns, ["Down", "j"], Down, help_down),
    row!(ImportColumns, ["PgUp"], PageUp, help_page_up),
    row!(ImportColumns, ["PgDn"], PageDown, help_page_down),
    row!(ImportColumns, ["F10", "Ctrl+E"], Finish, help_import_look, foot_import_look),
    row!(ImportColumns, ["?"], Help, help_help),
    row!(ImportColumns, ["Esc"], Leave, help_import_file, foot_cancel),

    row!(ImportAhead, ["Enter"], Accept, help_import_value, foot_import_value),
    row!(ImportAhead, ["Up", "k"], Up, help_up),
    row!(ImportAhead, ["Down", "j"], Down, help_down),
    row!(ImportAhead, ["PgUp"], PageUp, help_page_up),
    row!(ImportAhead, ["PgDn"], PageDown, help_page_down),
    row!(ImportAhead, ["F10", "Ctrl+E"], Finish, help_import_go, foot_import_go),
    row!(ImportAhead, ["?"], Help, help_help),
    row!(ImportAhead, ["Esc"], Leave, help_import_back, foot_import_back),

    row!(Report, ["Space", "Right"], Change, help_change, foot_change),
    row!(Report, ["F4", "p"], Plan, help_plan, foot_plan),
    row!(Report, ["?"], Help, help_help),
    row!(Done, ["Enter", "Esc"], Leave, help_done, foot_close),

    row!(Completeness, ["s"], Saran, help_saran, foot_saran),
    row!(Saran, ["Enter"], Accept, help_saran_next, foot_saran_next),
    row!(Saran, ["u"], TakeSuggestion, help_suggestion, foot_suggestion),
    row!(Saran, ["Ctrl+Z"], Undo, help_saran_undo, foot_undo),
    row!(Saran, ["/", "Ctrl+F"], Find, help_find, foot_find),
    row!(Saran, ["f"], FilterCode, help_saran_filter, foot_filter),
    row!(Saran, ["PgDn"], Next, help_saran_later, foot_later),
    row!(Saran, ["PgUp"], Previous, help_saran_earlier),
    row!(Saran, ["Up"], Up, help_saran_up),
    row!(Saran, ["Down"], Down, help_saran_down),
    row!(Saran, ["m"], Edit, help_mend_form),
    row!(Saran, ["?"], Help, help_help),
    row!(Saran, ["Esc"], Leave, help_saran_leave),

    row!(SaranFilter, ["Esc"], Leave, help_prompt_leave, foot_cancel),
    row!(SaranFilter, ["?"], Help, help_help),

    row!(Global, ["F1"], Help, help_help, foot_help),
    row!(Global, ["Ctrl+L"], Language, help_language),
    row!(Global, ["Ctrl+C", "Ctrl+Q"], Quit, help_quit_now),
];

/// Gives all rows of the table.
pub fn table() -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().chain(forms::TABLE)
}

#[cfg(test)]
mod tests;
