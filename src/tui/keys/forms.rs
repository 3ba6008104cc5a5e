//! The rows of the key table for the screens of questionnaires.

use super::{Binding, Scope};
use crate::tui::action::Action;
use crate::words::Words;

/// The rows; within a scope, footers stand in this order.
#[rustfmt::skip]
pub(super) static TABLE: &[Binding] = &[
    row!(FormsOfSurvey, ["g"], UseForm, help_form_use, foot_form_use),

    row!(FormMove, ["Enter"], Accept, help_form_move, foot_form_move),
    row!(FormMove, ["Up", "k"], Up, help_scroll_up),
    row!(FormMove, ["Down", "j"], Down, help_scroll_down),
    row!(FormMove, ["PgUp"], PageUp, help_page_up),
    row!(FormMove, ["PgDn"], PageDown, help_page_down, foot_more),
    row!(FormMove, ["?"], Help, help_help),
    row!(FormMove, ["Esc"], Leave, help_leave, foot_close),

    row!(Templates, ["b"], Blocks, help_blocks, foot_blocks),

    row!(Blocks, ["Enter", "Tab"], Accept, help_blocks_go, foot_accept),
    row!(Blocks, ["Space"], Change, help_tick, foot_tick),
    row!(Blocks, ["Up", "Shift+Tab", "k"], Up, help_up),
    row!(Blocks, ["Down", "j"], Down, help_down),
    row!(Blocks, ["Esc"], Leave, help_close, foot_cancel),

    row!(Forms, ["Enter"], Accept, help_form_look, foot_look),
    row!(Forms, ["c"], Try, help_form_try, foot_try),
    row!(Forms, ["p"], Check, help_form_check, foot_form_check),
    row!(Forms, ["x"], Export, help_form_export, foot_export),
    row!(Forms, ["n"], New, help_form_new, foot_new),
    row!(Forms, ["Up", "k"], Up, help_up),
    row!(Forms, ["Down", "j"], Down, help_down),
    row!(Forms, ["?"], Help, help_help),
    row!(Forms, ["Esc"], Leave, help_leave, foot_close),

    row!(Looking, ["Enter", "Down", "Tab", "j"], Down, help_question_after, foot_accept),
    row!(Looking, ["Up", "Shift+Tab", "k"], Up, help_question_before, foot_back),
    row!(Looking, ["PgDn", "Ctrl+D", "Alt+Down"], NextSection, help_next_section, foot_section),
    row!(Looking, ["PgUp", "Ctrl+U", "Alt+Up"], PreviousSection, help_previous_section),
    row!(Looking, ["g", "Ctrl+G"], GoTo, help_look_goto, foot_goto_question),
    row!(Looking, ["F9", "F2"], Choices, help_choices, foot_choices),
    row!(Looking, ["F8", "Ctrl+T"], Layout, help_layout),
    row!(Looking, ["c"], Try, help_form_try, foot_try),
    row!(Looking, ["?"], Help, help_help),
    row!(Looking, ["Esc"], Leave, help_leave, foot_close),

    row!(Sound, ["Enter"], Accept, help_form_install, foot_install),

    row!(Checked, ["p"], Check, help_check_again, foot_form_check),
    row!(Checked, ["e"], Edit, help_check_other, foot_other_file),
    row!(Checked, ["Up", "k"], Up, help_scroll_up),
    row!(Checked, ["Down", "j"], Down, help_scroll_down),
    row!(Checked, ["PgUp"], PageUp, help_page_up),
    row!(Checked, ["PgDn"], PageDown, help_page_down, foot_more),
    row!(Checked, ["?"], Help, help_help),
    row!(Checked, ["Esc"], Leave, help_leave, foot_close),
];
