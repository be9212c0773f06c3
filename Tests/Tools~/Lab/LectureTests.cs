using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

public sealed class LectureTests
{
    // Their quick forms take more than some seconds, and are run by command.
    private static readonly string[] slow =
    [
        "adding", "ntm-copy", "ntm-repeat-copy", "ntm-recall", "phased-lstm", "phased-midi",
        "scheduled-sampling", "professor-forcing", "raml", "translate", "glimpses-60", "glimpses-100", "forms",
        "spatial-attention",
    ];

    private static IEnumerable<string> Fast => Lecture.Experiments.Select(one => one.Name).Except(slow);

    // Oracle: what the compiler knows of.
    [Test]
    public void Every_experiment_is_in_the_contents_once()
    {
        var types = typeof(Experiment).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Experiment)) && !type.IsAbstract);
        Assert.That(Lecture.Experiments.Select(one => one.GetType()), Is.EquivalentTo(types));
        Assert.That(Lecture.Experiments.Select(one => one.Name), Is.Unique);
        Assert.That(Lecture.Topics.Select(one => one.Claim), Has.All.EndsWith("."));
    }

    // Oracle: the figures that the experiments themselves require.
    [TestCaseSource(nameof(Fast))]
    public void The_quick_form_holds(string name)
    {
        var experiment = Lecture.Experiments.Single(one => one.Name == name);
        var findings = experiment.Run(new Trial(1, 1) { IsQuick = true, Threads = 2 });
        Assert.That(findings.Figures.Where(figure => !figure.Holds), Is.Empty);
        Assert.That(findings.Figures.Where(figure => figure.Must is not null), Is.Not.Empty);
        foreach (var curve in findings.Charts.SelectMany(chart => chart.Curves))
        {
            Assert.That(curve.Y, Has.Count.EqualTo(curve.X.Count).And.Count.GreaterThan(1), curve.Name);
        }
    }

    [Test]
    public void A_figure_holds_within_its_bound_and_a_number_that_is_not_finite_never()
    {
        Assert.That(Holds(2, Bound.AtMost(2)), Is.True);
        Assert.That(Holds(2.1, Bound.AtMost(2)), Is.False);
        Assert.That(Holds(2, Bound.AtLeast(2)), Is.True);
        Assert.That(Holds(1.9, Bound.AtLeast(2)), Is.False);
        Assert.That(Holds(2.5, Bound.Near(2, 0.5)), Is.True);
        Assert.That(Holds(1.4, Bound.Near(2, 0.5)), Is.False);
        Assert.That(Holds(double.NaN, Bound.AtMost(2)), Is.False);
        Assert.That(Holds(double.NegativeInfinity, Bound.AtMost(2)), Is.False);
        Assert.That(Holds(double.NaN, null), Is.True);

        static bool Holds(double value, Bound? must) => new Figure("any", value, must).Holds;
    }
}
