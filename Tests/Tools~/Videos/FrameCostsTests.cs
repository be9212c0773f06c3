using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Clips whose pixels in frame n are n times the number of the clip, of which all can be told by hand.
/// </summary>
public class FrameCostsTests
{
    // Two batches and a part of one.
    private const int Count = 120;
    private const int Frames = 5;
    private const int Seen = 2;
    private const int Tries = 3;

    private static readonly DrawConfig frame = new()
    {
        Width = 3, Height = 1, Output = "grey", Classes = Count + 9,
    };

    // Oracle: by hand. What stays as it is is wrong by n times the number, n frames later; 0, 3 and 6 more are 3 more.
    [Test]
    public void Errors_are_means_over_all_clips_of_the_mean_of_all_tries([Values] bool isChancy)
    {
        var predictor = new Standing(isChancy);
        var errors = Costs(new Ramps()).Errors(predictor, Seen, Tries, 1);
        var more = isChancy ? 3 : 0;
        var expected = Enumerable.Range(1, Frames - Seen)
            .Select(n => frame.Values * Enumerable.Range(0, Count).Average(clip => Math.Pow((n * clip) - more, 2)));
        Assert.That(errors, Is.EqualTo(expected).Within(1e-6));
        Assert.That(predictor.Chances, Has.Count.EqualTo(isChancy ? 3 * Tries : 3).And.Unique);
        Assert.That(predictor.Classes.Distinct(), Is.EqualTo(Enumerable.Range(0, Count)));
    }

    [Test]
    public void All_predictors_go_on_from_the_same_clips()
    {
        var (first, second) = (new Ramps(), new Ramps());
        Costs(first).Errors(new Standing(true), Seen, Tries, 5);
        Costs(second).Errors(new Standing(false), Seen, Tries, 5);
        Assert.That(first.Chances, Has.Count.EqualTo(Count).And.Unique);
        Assert.That(second.Chances, Is.EqualTo(first.Chances));
    }

    // Oracle: by hand. The first pixel as the cost of a frame.
    [Test]
    public void Costs_are_means_over_all_clips()
    {
        using var engine = new TapeGradients(new ParameterSet(0), 1);
        var costs = Costs(new Ramps()).Measure(new Standing(false), engine, new Rng(1));
        var mean = (Count - 1) / 2.0;
        Assert.That(costs, Is.EqualTo(Enumerable.Range(0, Frames).Select(n => n * mean)).Within(1e-9));
    }

    private static FrameCosts Costs(ClipSet set) => new(frame, set, Count, Frames);

    /// <summary>Says that the last frame stays, but a little brighter each time that it is asked.</summary>
    private sealed class Standing(bool isChancy) : IFramePredictor
    {
        public Tensor[] Costs(ClipShare clips, int frames)
        {
            return [.. Enumerable.Range(0, frames).Select(n => clips.Frames.Part(n * frame.Values, 1))];
        }

        public void GoOn(ClipStart seen, int frames, Rng chance, Action<int, Tensor> tell)
        {
            var more = isChancy ? 3 * (Chances.Count % Tries) : 0;
            Chances.Add(chance.Next());
            Classes.AddRange(seen.Classes.ToArray());
            var last = seen.Frame(new CpuBackend(), seen.Frames - 1).Scale(1, more);
            for (var n = seen.Frames; n < frames; n++)
            {
                tell(n, last);
            }
        }

        public int Noise => 0;

        public bool IsChancy => isChancy;

        public List<ulong> Chances { get; } = [];

        public List<int> Classes { get; } = [];
    }

    private sealed class Ramps : ClipSet
    {
        public override void Read(int index, int frames, Rng chance, Span<float> to)
        {
            Chances.Add(chance.Next());
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = index * (i / frame.Values);
            }
        }

        public override int ClassOf(int index) => index;

        public override ulong Hash(ulong hash) => hash;

        // More than are measured.
        public override int Count => FrameCostsTests.Count + 9;

        public List<ulong> Chances { get; } = [];
    }
}
