using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>What a split by names promises, whatever the names.</summary>
public sealed class DataFolderTests
{
    [Test]
    public void Of_different_names_there_is_one_on_each_side(
        [Values(0.001, 0.1, 0.999)] double share, [Values(2, 3, 50)] int count)
    {
        var isValid = DataFolder.SplitByName([.. Enumerable.Range(0, count).Select(i => $"{i}.mid")], share);
        Assert.That(isValid, Does.Contain(true).And.Contain(false));
    }

    [Test]
    public void Equal_names_are_on_one_side([Values(0.001, 0.3, 0.999)] double share)
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(i => $"{i % 5}.mid")];
        var isValid = DataFolder.SplitByName(names, share);
        for (var i = 5; i < names.Length; i++)
        {
            Assert.That(isValid[i], Is.EqualTo(isValid[i - 5]));
        }
    }

    [Test]
    public void One_name_and_none_are_learned_from()
    {
        Assert.That(DataFolder.SplitByName(["a", "a"], 0.999), Is.EqualTo(new[] { false, false }));
        Assert.That(DataFolder.SplitByName([], 0.1), Is.Empty);
    }

    [Test]
    public void Numbered_pictures_of_one_name_are_split_one_by_one()
    {
        var pictures = Enumerable.Range(0, 200).Select(i => new LabelledPicture($"frame{i}.png", new(1, 1), null));
        var split = ImageSplit.ByName([.. pictures], 0.1);
        Assert.That(split.Validation, Has.Count.InRange(8, 35));
    }
}
