using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class ClipBatchTests
{
    private const int Classes = 3;
    private const int Rows = 40;
    private const int Fills = 50;

    // Oracle: the binomial distribution. A clip keeps its own class, or has none.
    [TestCase(0)]
    [TestCase(0.25)]
    [TestCase(0.5)]
    public void As_many_clips_lose_their_class_as_were_wanted(double share)
    {
        var frame = new DrawConfig { Width = 2, Height = 1, Classes = Classes };
        using var engine = new TapeGradients(new ParameterSet(0), 1);
        var batch = new ClipBatch(frame, engine, Rows, 2, 1);
        var chance = new Rng(1);
        var told = new int[Rows];
        var dropped = 0;
        for (var i = 0; i < Fills; i++)
        {
            batch.Fill(new Blank(), [.. Enumerable.Range(0, Rows)], share, chance);
            engine.Evaluate(on => batch.Loss(on, Told), 1);
            dropped += told.Count(label => label == Classes);
            Assert.That(told.Where((label, row) => label != row % Classes), Is.All.EqualTo(Classes));
        }

        var most = 5 * Math.Sqrt(Fills * Rows * share * (1 - share));
        Assert.That(dropped, Is.EqualTo(Fills * Rows * share).Within(most));

        Tensor Told(ClipShare clips)
        {
            clips.Classes.CopyTo(told.AsMemory(clips.First));
            return clips.Frames.Sum();
        }
    }

    private sealed class Blank : ClipSet
    {
        public override void Read(int index, int frames, Rng chance, Span<float> to) => to.Clear();

        public override int ClassOf(int index) => index % Classes;

        public override ulong Hash(ulong hash) => hash;

        public override int Count => Rows;
    }
}
